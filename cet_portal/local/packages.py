"""Where an installed package lies; used for the server programs that packages bring."""

from importlib.util import find_spec
from pathlib import Path


def folder_of(package: str) -> Path:
    """The folder of an installed package; refused with ModuleNotFoundError when it is not."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{package} is not installed. Type: make setup")
    return Path(spec.origin).parent
