"""The accessibility statement (deklaracja dostępności) of the city's website."""
