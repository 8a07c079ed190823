"""What only households that are to be relocated can be validated by."""
