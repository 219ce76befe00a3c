"""What the text wires (ANPA, IPTC 7901, ZCZC, typed copy) have in common."""
