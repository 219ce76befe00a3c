"""Cities from which much copy is dated, as several languages spell them.

Capitals of states, and those cities where agencies keep an office.
"""

NAMES = """
Abidjan, Abu Dhabi, Abuja, Accra, Addis Ababa, Algiers, Alger, Amman, Amsterdam, Ankara,
Antwerp, Asunción, Athens, Athen, Atenas, Atlanta, Auckland, Baghdad, Bagdad, Baku,
Bamako, Bangkok, Bangui, Barcelona, Basel, Beijing, Peking, Pékin, Beirut, Beyrouth,
Belfast, Belgrade, Belgrad, Berlin, Bern, Berne, Bogotá, Bogota, Bonn, Boston, Brasília,
Brasilia, Bratislava, Brazzaville, Bremen, Brisbane, Brussels, Bruxelles, Brüssel,
Bruselas, Bucharest, Bukarest, Budapest, Buenos Aires, Cairo, Le Caire, Kairo, Calgary,
Canberra, Cape Town, Kapstadt, Caracas, Cardiff, Chicago, Chișinău, Chisinau, Colombo,
Conakry, Copenhagen, Kopenhagen, København, Dakar, Damascus, Damaskus, Damas, Dar es
Salaam, Delhi, New Delhi, Neu-Delhi, Denver, Detroit, Dhaka, Doha, Dresden, Dubai,
Dublin, Duisburg, Düsseldorf, Edinburgh, Erfurt, Essen, Frankfurt, Frankfurt am Main,
Freetown, Gaza, Geneva, Genève, Genf, Ginebra, Glasgow, Guatemala, The Hague, Den Haag,
La Haye, Halifax, Hamburg, Hannover, Hanoi, Harare, Havana, La Habana, Havanna,
Helsinki, Hong Kong, Hongkong, Houston, Islamabad, Istanbul, Jakarta, Jerusalem,
Jérusalem, Jerusalén, Johannesburg, Juba, Kabul, Kaboul, Kampala, Karachi, Karlsruhe,
Kathmandu, Khartoum, Kiel, Kiev, Kyiv, Kiew, Kigali, Kingston, Kinshasa, Köln, Cologne,
Kuala Lumpur, Kuwait City, La Paz, Lagos, Lahore, Lausanne, Leipzig, Libreville, Lima,
Lisbon, Lisboa, Lissabon, Lisbonne, Liverpool, Ljubljana, Lomé, London, Londres, Los
Angeles, Luanda, Lusaka, Luxembourg, Luxemburg, Lyon, Madrid, Magdeburg, Mainz, Managua,
Manama, Manchester, Manila, Maputo, Marseille, Melbourne, Mexico City, Ciudad de México,
México, Miami, Milan, Milano, Mailand, Minsk, Mogadishu, Monrovia, Montevideo, Montreal,
Montréal, Moscow, Moskau, Moscou, Moscú, Mumbai, Munich, München, Múnich, Nairobi,
Naples, Napoli, New York, Niamey, Nicosia, Nikosia, Nouakchott, Nürnberg, Oslo, Ottawa,
Ouagadougou, Panama City, Paris, París, Perth, Philadelphia, Phnom Penh, Potsdam,
Prague, Prag, Praha, Praga, Pretoria, Pristina, Quito, Rabat, Ramallah, Reykjavik,
Reykjavík, Riga, Rio de Janeiro, Riyadh, Riad, Rome, Roma, Rom, Rotterdam, Saarbrücken,
San Francisco, San José, San Salvador, Sanaa, Santiago, Santo Domingo, São Paulo,
Sarajevo, Schwerin, Seattle, Seoul, Séoul, Seúl, Sevilla, Shanghai, Singapore, Singapur,
Skopje, Sofia, Stockholm, Estocolmo, Straßburg, Strasbourg, Stuttgart, Sydney, Taipei,
Tallinn, Tbilisi, Tehran, Teheran, Téhéran, Tel Aviv, Tirana, Tokyo, Tokio, Toronto,
Tripoli, Tunis, Turin, Torino, Ulaanbaatar, Valencia, Vancouver, Venice, Venezia,
Vienna, Wien, Vienne, Viena, Vilnius, Warsaw, Warszawa, Warschau, Varsovie, Varsovia,
Washington, Wellington, Wiesbaden, Windhoek, Yangon, Yaoundé, Yerevan, Zagreb, Zurich,
Zürich
"""
LARGE = frozenset(" ".join(name.split()).casefold() for name in NAMES.split(","))
