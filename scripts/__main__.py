"""`python -m scripts` is `dash`: for machines where `dash` is the shell."""

from scripts.cli import main

if __name__ == "__main__":
    main()
