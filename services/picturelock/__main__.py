"""`picturelock`, or `python -m picturelock`."""

from picturelock.cli.app import main

if __name__ == "__main__":
    main()
