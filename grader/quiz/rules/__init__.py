"""What a sound quiz file must hold: the rules that loading and checking share."""
