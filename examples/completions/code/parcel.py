# Code with a hole in it, for ../shop.completions.json.


def parcel_cost(kilograms: float) -> float:
    """What it costs to send a parcel, in euro."""
    # Up to two kilograms, up to ten, and above.
    # <cursor>


print(parcel_cost(3.5))
