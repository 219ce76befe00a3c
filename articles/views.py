def home(request): ...


topic = contributor = corrections = article_page = section = home
