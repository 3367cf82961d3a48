"""publish: the checked candidate becomes the release that `latest` names."""
