"""Prefect's API inside a local run: quiet, real, and absent where the user has a server."""

import subprocess
import sys
from pathlib import Path

import pytest

from flows.prefect_local import chosen_server

ROOT = Path(__file__).parents[2]

FLOW = """
import os, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from flows.prefect_local import prefect_api

before = dict(os.environ)
with prefect_api(Path("home")):
    from prefect import flow, get_client, task
    from prefect.cache_policies import NO_CACHE

    tries = []

    @task(cache_policy=NO_CACHE, persist_result=False, retries=1)
    def unsteady():
        tries.append(1)
        if len(tries) == 1:
            raise ValueError("not yet")
        return len(tries)

    @flow(persist_result=False, flow_run_name="one of ours")
    def main():
        return unsteady.submit().result()

    print(main())
    with get_client(sync_client=True) as client:
        print([(run.name, run.state_name) for run in client.read_flow_runs()])
assert dict(os.environ) == before
"""


@pytest.mark.parametrize(
    ("profiles", "environment", "expected"),
    [
        (None, {}, None),
        (None, {"PREFECT_API_URL": "http://prefect.test/api"}, "http://prefect.test/api"),
        (None, {"PREFECT_API_URL": ""}, None),
        ('active = "a"\n[profiles.a]\nPREFECT_API_URL = "http://a.test/api"\n', {}, "http://a.test/api"),
        ('active = "a"\n[profiles.a]\n[profiles.b]\nPREFECT_API_URL = "http://b.test"\n', {}, None),
        (
            'active = "a"\n[profiles.a]\n[profiles.b]\nPREFECT_API_URL = "http://b.test"\n',
            {"PREFECT_PROFILE": "b"},
            "http://b.test",
        ),
        ("active = [broken", {}, None),
        ('active = "gone"\n', {}, None),
        ('profiles = 3\nactive = "a"\n', {}, None),
    ],
)
def test_the_users_server_is_found(tmp_path: Path, profiles, environment, expected) -> None:
    if profiles is not None:
        (tmp_path / "profiles.toml").write_text(profiles)
    assert chosen_server({"PREFECT_HOME": str(tmp_path), **environment}) == expected


@pytest.mark.slow
def test_a_flow_runs_quietly_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(FLOW.format(root=str(ROOT)))
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "program.py"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2\n[('one of ours', 'Completed')]\n"
    assert {path.name for path in tmp_path.iterdir()} == {"program.py", "home"}
    assert not list((tmp_path / "home").iterdir())


def test_it_has_to_come_before_prefect(tmp_path: Path) -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); sys.modules['prefect'] = None\n"
        "from pathlib import Path\nfrom flows.prefect_local import prefect_api\n"
        "with prefect_api(Path('home')): pass\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert "before prefect is imported" in done.stderr
