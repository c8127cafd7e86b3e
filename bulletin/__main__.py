"""`python -m bulletin` is the command `bulletin`."""

from bulletin.cli.main import run

if __name__ == "__main__":
    run()
