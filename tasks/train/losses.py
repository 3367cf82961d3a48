"""What training makes small: one loss a head, each an average over the words that its corpora know."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor
from torch.nn import functional as F

from tasks.train.batches import Batch
from tasks.train.documents import UNKNOWN
from tasks.train.encoder import Network
from tasks.train.labels import SCORES, YES_NO, Labels


def losses(network: Network, batch: Batch, labels: Labels, autocast: bool) -> dict[str, Tensor]:
    """One number for each head that the batch says something of. Raises nothing; a batch may know only one layer."""
    device = batch.ids.device.type
    with torch.autocast(device, torch.bfloat16, enabled=autocast):
        encoded = network.encoder(batch.ids, batch.shapes, batch.mask.sum(1).tolist())
        rows = torch.arange(len(batch.first), device=batch.ids.device)[:, None]
        x = network.dropout(encoded[rows, batch.first])
        logits = network.tags(x).float()
        out = _taggers(logits, batch, labels)
        out |= _tree(network, x, batch)
        if len(batch.cue_window):
            linked = network.link_word(x)[batch.cue_window]
            cues = torch.bmm(batch.cue_words[:, None].to(x.dtype), x[batch.cue_window]).squeeze(1)
            roles = network.roles(linked, network.link_cue(cues), batch.distances, batch.steps)
            out["roles"] = F.cross_entropy(roles.float().flatten(0, 1), batch.roles.flatten(), ignore_index=UNKNOWN)
    return out


def _taggers(logits: Tensor, batch: Batch, labels: Labels) -> dict[str, Tensor]:
    out: dict[str, Tensor] = {}
    for layer, where in labels.slices().items():
        mine = logits[..., where]
        if layer in SCORES:
            gold = batch.scores[layer]
            known = ~torch.isnan(gold)
            if known.any():
                out[layer] = F.smooth_l1_loss(mine[..., 0][known], gold[known])
            continue
        gold = batch.tags[layer]
        known = gold != UNKNOWN
        if not known.any():
            continue
        if layer in YES_NO:
            out[layer] = F.binary_cross_entropy_with_logits(mine[..., 0][known], gold[known].float())
        else:
            out[layer] = F.cross_entropy(mine[known], gold[known])
    return out


def _tree(network: Network, x: Tensor, batch: Batch) -> dict[str, Tensor]:
    rows = (batch.heads != UNKNOWN).any(1).nonzero().squeeze(1)
    if not len(rows):
        return {}
    x, heads, sentence = x[rows], batch.heads[rows], batch.sentence[rows]
    dependents, governors = network.arcs(x)
    arcs = (dependents @ governors.transpose(1, 2)).float()
    arcs = arcs.masked_fill(sentence[:, :, None] != sentence[:, None], -1e4)
    known = heads != UNKNOWN
    out = {"arcs": F.cross_entropy(arcs[known], heads[known])}
    theirs = network.rel_head(x)
    chosen = theirs[torch.arange(len(rows), device=x.device)[:, None], heads.clamp(min=0)]
    relations = network.relations(network.rel_dep(x), chosen).float()
    gold = batch.tags["deprel"][rows]
    out["relations"] = F.cross_entropy(relations[known], gold[known], ignore_index=UNKNOWN)
    return out


def total(parts: Mapping[str, Tensor], weights: Mapping[str, float]) -> Tensor:
    """The weighted sum; a head without a weight counts as 1."""
    return torch.stack([value * weights.get(name, 1.0) for name, value in parts.items()]).sum()
