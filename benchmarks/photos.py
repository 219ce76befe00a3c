"""What do photos cost to take in and to make pictures of, and how good are these?

    .venv/bin/python benchmarks/photos.py [PHOTOS]

Photographs of 24 megapixels are made of the demo edition's pictures, enlarged and with
grain. Printed are: the format table, likeness (SSIM) and bytes at each quality, on the
edition's pictures; the processor seconds of one photo's renditions, and their ratio to
`vipsthumbnail` (of libvips-tools) on the same ladder; what a crop made by hand costs,
for each ratio; and the intake of PHOTOS photos (100 if not said) with a thread that
makes renditions meanwhile. Exit status 1 if a bar is missed: 2.5 s of processor a
photo, 4 photos a second taken in, 400 MB, and originals that are the same bytes
afterwards. Databases and files are in a temporary folder.
"""

import hashlib
import io
import multiprocessing
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from PIL import Image, ImageChops, ImageFilter, ImageMath

from benchmarks import _archive as archive

EDITION = Path(__file__).resolve().parent.parent / "newsroom/demo/edition/photos"
SUBJECTS = ("salt-marsh", "city-skyline", "aurora", "concert-hall")
SIZE = (6000, 4000)  # pixels: 24 megapixels
FINISHED = 4  # photos the thread must have made before memory is read
MOST_SECONDS, LEAST_A_SECOND, MOST_MEMORY = 2.5, 4, 400  # of processor; photos; MB
WINDOW = 8  # pixels
QUALITIES = {"avif": (60, 67, 74), "webp": (78, 83, 88), "jpeg": (75, 80, 85)}


def main():
    number = int(sys.argv[1]) if sys.argv[1:] else 100
    print(f"Load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors at the start")
    with archive.django_set_up():
        # In a process of their own, so that the memory is that of the intake alone.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            large = list(pool.map(photograph, SUBJECTS))
        kept = intake(number, large)
        kept &= cost_of_renditions(large)
        print_qualities()
    print(f"Load {os.getloadavg()[0]:.1f} at the end")
    sys.exit(0 if kept else 1)


def photograph(name):
    """Return a JPEG of 24 megapixels as a camera would write it, some 8 MB."""
    image = Image.open(EDITION / f"{name}.jpg").convert("RGB")
    image = image.resize(SIZE, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(SIZE, 12).convert("RGB")
    image = ImageChops.add(image, grain, 1, -128)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def ssim(one, other):
    """Return the mean structural similarity of two images' luminance, at most 1.

    Wang and others 2004, with their constants, in windows beside each other.
    """
    evaluate = ImageMath.lambda_eval
    x, y = (image.convert("L").convert("F") for image in (one, other))

    def mean_product(a, b):
        return evaluate(lambda of: of["a"] * of["b"], a=a, b=b).reduce(WINDOW)

    def measure(of):
        covariance = of["xy"] - of["mx"] * of["my"]
        variances = of["xx"] - of["mx"] * of["mx"] + of["yy"] - of["my"] * of["my"]
        means = of["mx"] * of["mx"] + of["my"] * of["my"]
        return (
            (of["mx"] * of["my"] * 2 + 6.5025)
            * (covariance * 2 + 58.5225)
            / ((means + 6.5025) * (variances + 58.5225))
        )

    found = evaluate(
        measure,
        mx=x.reduce(WINDOW),
        my=y.reduce(WINDOW),
        xx=mean_product(x, x),
        yy=mean_product(y, y),
        xy=mean_product(x, y),
    )
    found = found.crop((0, 0, x.width // WINDOW, x.height // WINDOW))
    return found.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))


def processor():
    """Return the seconds of processor this process and its children have used."""
    used = [
        resource.getrusage(who)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    return sum(one.ru_utime + one.ru_stime for one in used)


def print_qualities():
    """Print likeness, bytes and seconds of each format; in the middle what is chosen.

    And whether sharpening after the reduction makes it more like the original.
    """
    from articles.photos import pixels, renditions

    images = [Image.open(EDITION / f"{name}.jpg").convert("RGB") for name in SUBJECTS]
    for width in (640, 1280):
        cuts = [pixels.resized(i, pixels.size_at(i, width)) for i in images]
        megapixels = sum(cut.width * cut.height for cut in cuts) / 1e6
        print(f"\n{width} pixels wide{'SSIM':>12}{'KB':>9}{'s a megapixel':>15}")
        for kind, qualities in QUALITIES.items():
            if kind not in renditions.formats():
                print(f"{kind}: this Pillow cannot write it")
                continue
            for quality in qualities:
                renditions.QUALITY[kind] = quality
                start = processor()
                files = [renditions.encoded(cut, kind) for cut in cuts]
                cost = (processor() - start) / megapixels
                like = statistics.mean(
                    ssim(cut, Image.open(io.BytesIO(file)))
                    for cut, file in zip(cuts, files, strict=True)
                )
                size = statistics.mean(map(len, files)) / 1000
                print(f"{kind} {quality:<12}{like:>14.4f}{size:>9.1f}{cost:>15.3f}")
            renditions.QUALITY[kind] = qualities[1]
        for percent in (0, 30, 60):
            likes, sizes = [], []
            for image, cut in zip(images, cuts, strict=True):
                sharp = cut.filter(ImageFilter.UnsharpMask(0.6, percent, 2))
                back = sharp.resize(image.size, Image.Resampling.BICUBIC)
                likes.append(ssim(image, back))
                sizes.append(len(renditions.encoded(sharp, "webp")) / 1000)
            print(
                f"sharpened {percent:>3} %, enlarged again "
                f"{statistics.mean(likes):.4f}, webp {statistics.mean(sizes):.1f} KB"
            )


def cost_of_renditions(photographs):
    """Print what one photo's renditions cost; return whether that is within the bar."""
    from django.core.files.base import ContentFile

    from articles.models import Photo
    from articles.photos import renditions

    seconds, sizes = [], []
    for number, data in enumerate(photographs):
        photo = Photo(width=SIZE[0], height=SIZE[1], credit="A. Marsh / The Estuary")
        photo.original.save(f"cost-{number}.jpg", ContentFile(data), save=False)
        start = processor()
        made = renditions.make(photo)
        seconds.append(processor() - start)
        sizes.append(sum(size_of(one["name"]) for one in made))
    median = statistics.median(seconds)
    print(
        f"\nRenditions of a photo of 24 megapixels: {median:.2f} s of processor (at "
        f"most {max(seconds):.2f}; the bar is {MOST_SECONDS}), {len(made)} files, "
        f"{statistics.mean(sizes) / 1e6:.1f} MB"
    )
    compare_with_vips(photographs[0], seconds[0])
    print_crops(photo)
    return median <= MOST_SECONDS


def print_crops(photo):
    """Print what the files of a crop made by hand cost, half the picture's width."""
    from articles.photos import cropping, geometry

    for ratio in geometry.RATIOS:
        width = geometry.widest(ratio, SIZE) // 2
        box = geometry.placed(ratio, SIZE, SIZE[0] // 4, SIZE[1] // 4, width)
        start = processor()
        made = cropping.make(photo, [geometry.name_of(ratio, box)])
        cost = processor() - start
        size = sum(size_of(one["name"]) for one in made) / 1000
        print(f"Crop {ratio:>6}: {cost:.2f} s, {len(made)} files, {size:.0f} KB")


def size_of(name):
    from django.core.files.storage import default_storage

    return default_storage.size(name)


def compare_with_vips(data, seconds):
    """Print the ratio to vipsthumbnail, which makes the same ladder at its defaults."""
    from articles.photos import renditions

    if not shutil.which("vipsthumbnail"):
        print("vipsthumbnail is missing (apt-get install libvips-tools): no ratio")
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source.jpg")
        source.write_bytes(data)
        start = processor()
        for kind in renditions.formats():
            quality = renditions.QUALITY[kind]
            ending = {"avif": f".avif[Q={quality},effort=1,strip]"}.get(
                kind, f".{renditions.ENDINGS[kind]}[Q={quality},strip]"
            )
            for width in renditions.WIDTHS[kind]:
                target = Path(folder, f"{width}{ending}")
                command = ["vipsthumbnail", str(source), "--size", f"{width}x", "-o"]
                done = subprocess.run(
                    [*command, str(target)], check=False, capture_output=True, text=True
                )
                if done.returncode or not Path(str(target).split("[")[0]).exists():
                    print(f"vipsthumbnail cannot write {kind}: {done.stderr.strip()}")
                    break
        theirs = processor() - start
    print(f"vipsthumbnail: {theirs:.2f} s, so the ratio is {seconds / theirs:.2f}")


def made_so_far():
    from articles.models import Photo

    lists = Photo.objects.values_list("renditions", flat=True)
    return sum(len(made) > 1 for made in lists)


def intake(number, photographs):
    """Take photos in while a thread makes renditions; return whether the bars hold."""
    from django.conf import settings
    from django.core.management import call_command

    from articles.models import Photo
    from articles.photos import ingest, making

    call_command("migrate", verbosity=0)
    settings.NEWSROOM_RENDITIONS = "background"
    digests, start = [], time.monotonic()
    for count in range(number):
        data = photographs[count % len(photographs)]
        # Another picture by its bytes: a comment of its own, as JPEG allows.
        note = f"photo {count}".encode()
        data = data[:2] + b"\xff\xfe" + (len(note) + 2).to_bytes(2) + note + data[2:]
        digests.append(hashlib.sha256(data).hexdigest())
        ingest.ingest(io.BytesIO(data), name=f"{count}.jpg", credit="A. Marsh")
    rate = number / (time.monotonic() - start)
    done = made_so_far()
    while made_so_far() < min(number, FINISHED):
        time.sleep(0.2)
    making._thread.shutdown(cancel_futures=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"\nIntake of {number} photos of 24 megapixels: {rate:.1f} a second (the bar "
        f"is {LEAST_A_SECOND}), {done} had renditions by then; at most {peak:.0f} MB "
        f"(the bar is {MOST_MEMORY})"
    )
    same = True
    for photo in Photo.objects.all():
        with photo.original.open("rb") as file:
            same &= hashlib.sha256(file.read()).hexdigest() in digests
    print("Originals are the same bytes:", "yes" if same else "NO")
    return rate >= LEAST_A_SECOND and peak <= MOST_MEMORY and same


if __name__ == "__main__":
    main()
