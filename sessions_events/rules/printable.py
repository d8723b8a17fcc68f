"""Which characters every font of our documents has."""

# Latin, Greek and Cyrillic with their marks; their additions; punctuation; signs of money.
_RANGES = ((0x20, 0x7E), (0xA0, 0x52F), (0x1E00, 0x1FFF), (0x2010, 0x2027), (0x20A0, 0x20BF))


def unprintable(text: str) -> str:
    """The characters of `text` that would be printed as empty boxes, each once, in order."""
    wrong = (each for each in text if not any(low <= ord(each) <= high for low, high in _RANGES))
    return "".join(dict.fromkeys(wrong))
