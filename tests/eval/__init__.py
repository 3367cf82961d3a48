"""How good the model is: figures on the dev parts of the gold corpora, and the floors they must not fall under."""
