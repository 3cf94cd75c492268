"""One command each, printing ratios; nothing here is asserted on in tests."""
