"""Recipe of the German-English model that newsdigest ships; never imported by the library."""
