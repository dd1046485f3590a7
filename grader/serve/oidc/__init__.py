"""Sign-in with a school's own accounts, by OpenID Connect."""
