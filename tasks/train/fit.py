"""Fit the network to the corpora."""

from __future__ import annotations

import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from tasks.train.batches import Encoded, collate, encode_document, epoch
from tasks.train.documents import Document
from tasks.train.encoder import Network, Sizes, read_encoder
from tasks.train.labels import SCORES, YES_NO, Labels
from tasks.train.losses import losses, total

Config = Mapping[str, Any]


def make_network(base: Path, labels: Labels, config: Config) -> Network:
    """A network on the encoder in `base`, heads new. Seeded by the config."""
    torch.manual_seed(config["seed"])
    sizes = Sizes(tags=labels.width, relations=len(labels.relations), **config["sizes"])
    return Network(read_encoder(base), sizes, config["noise"]["dropout"])


def fit(
    network: Network,
    documents: Sequence[Document],
    labels: Labels,
    tokenizer: Tokenizer,
    config: Config,
    log: Callable[[str], None],
    keep: Path | None = None,
) -> Network:
    """Train and return the average of the weights (exponential, on the CPU).

    One JSON line a hundred steps goes to `log`; after each epoch the averaged weights are kept in `keep`.
    """
    dice = random.Random(config["seed"])  # noqa: S311 - the order of batches is no secret
    torch.manual_seed(config["seed"])
    device = "cuda" if torch.cuda.is_available() else "cpu"
    _silence(network, documents, labels)
    network.to(device).train()
    encoded = [encode_document(tokenizer, one, labels) for one in documents]
    plans = [_plan(encoded, tokenizer, config, dice) for _ in range(config["epochs"])]
    steps = sum(map(len, plans))
    optimizer, schedule = _optimizer(network, config, steps)
    average = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(config["rates"]["average"]))
    layers, hidden = [*labels.layers, "deprel"], int(tokenizer.token_to_id("[MASK]") or 0)
    step, began, seen, sums = 0, time.monotonic(), 0, defaultdict[str, list[float]](list)
    for number, plan in enumerate(plans, start=1):
        for pairs in plan:
            batch = _to(collate(pairs, layers, SCORES), device)
            seen += int(batch.mask.sum())
            _spoil(batch, hidden, config)
            parts = losses(network, batch, labels, autocast=True)
            optimizer.zero_grad(set_to_none=True)
            total(parts, config["weights"]).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), config["rates"]["clip"])
            optimizer.step()
            schedule.step()
            step += 1
            if step % 8 == 0 and step > steps * config["rates"]["warmup"]:
                average.update_parameters(network)
            for name, value in parts.items():
                sums[name].append(float(value.detach()))
            if step % 100 == 0 or step == steps:
                means = {name: round(sum(values) / len(values), 4) for name, values in sorted(sums.items())}
                rate = round(seen / (time.monotonic() - began))
                log(json.dumps({"epoch": number, "step": step, "of": steps, "pieces_per_second": rate, **means}))
                sums.clear()
        if keep is not None:
            torch.save(average.module.state_dict(), keep / f"epoch{number}.pt")
    return average.module.cpu().eval()


def _silence(network: Network, documents: Sequence[Document], labels: Labels) -> None:
    """A layer that no document teaches says its first label, or no, whatever it reads."""
    taught = {layer for one in documents for layer in (*one.tags, *one.scores)}
    with torch.no_grad():
        for layer, where in labels.slices().items():
            if layer not in taught:
                network.tags.weight[where] = 0.0
                network.tags.bias[where] = -10.0 if layer in YES_NO else 0.0
                if where.stop - where.start > 1:
                    network.tags.bias[where.start] = 10.0


def _plan(encoded: Sequence[Encoded], tokenizer: Tokenizer, config: Config, dice: random.Random) -> list[Any]:
    return list(
        epoch(
            encoded,
            tokenizer,
            config["shortest_window"],
            config["longest_window"],
            config["pieces_per_batch"],
            dice,
        )
    )


def _optimizer(
    network: Network, config: Config, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW with a rate of its own for each layer, and a linear rise and fall."""
    rates, depth = config["rates"], len(network.encoder.layers)
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if not name.startswith("encoder."):
            rate = rates["heads"]
        elif name.startswith("encoder.layers."):
            rate = rates["encoder"] * rates["decay"] ** (depth - 1 - int(name.split(".")[2]))
        elif name == "encoder.shape.weight":
            rate = rates["heads"]
        else:
            rate = rates["encoder"] * rates["decay"] ** depth
        groups.setdefault((rate, rates["weight_decay"] if parameter.ndim > 1 else 0.0), []).append(parameter)
    optimizer = torch.optim.AdamW(
        [{"params": found, "lr": rate, "weight_decay": decay} for (rate, decay), found in groups.items()], fused=True
    )
    warm = max(1, int(steps * rates["warmup"]))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )
    return optimizer, schedule


def _to(batch: Any, device: str) -> Any:
    if device != "cpu":
        for name in batch.__dataclass_fields__:
            value = getattr(batch, name)
            moved = {k: v.to(device) for k, v in value.items()} if isinstance(value, dict) else value.to(device)
            setattr(batch, name, moved)
    return batch


def _spoil(batch: Any, hidden: int, config: Config) -> None:
    """Hide some pieces, and the shapes of some windows, so that the network does not lean on single words."""
    noise = config["noise"]
    chosen = (torch.rand(batch.ids.shape, device=batch.ids.device) < noise["mask"]) & batch.mask
    chosen[:, 0] = False
    batch.ids = batch.ids.masked_fill(chosen, hidden)
    plain = torch.rand(len(batch.ids), 1, device=batch.ids.device) < noise["plain"]
    # What is hidden is told as a lower case word; whether it begins a paragraph or is quoted stays.
    batch.shapes = torch.where(plain, 4 + batch.shapes % 4, batch.shapes)
