"""A wrong setting is one sentence that says which, why, and what would do."""

from __future__ import annotations

import pytest

from flows.settings import BadSetting, read_settings


def test_defaults_need_no_environment() -> None:
    settings = read_settings({})
    assert (settings.executor, settings.dask_address, settings.document_seconds) == ("local", None, 60.0)
    assert settings.workers >= 1


def test_all_settings_are_read() -> None:
    settings = read_settings(
        {
            "ONRECORD_WORKERS": "3",
            "ONRECORD_EXECUTOR": "dask",
            "ONRECORD_DASK_ADDRESS": "tcp://10.0.0.1:8786",
            "ONRECORD_DOCUMENT_SECONDS": "2.5",
        }
    )
    assert (settings.workers, settings.executor, settings.document_seconds) == (3, "dask", 2.5)
    assert settings.dask_address == "tcp://10.0.0.1:8786"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"ONRECORD_WORKERS": "0"}, "ONRECORD_WORKERS is '0'; set it to a whole number"),
        ({"ONRECORD_WORKERS": "two"}, "ONRECORD_WORKERS is 'two'"),
        ({"ONRECORD_WORKERS": "²"}, "ONRECORD_WORKERS is '²'"),
        ({"ONRECORD_EXECUTOR": "spark"}, "ONRECORD_EXECUTOR is 'spark'; set it to local or dask"),
        ({"ONRECORD_EXECUTOR": "dask"}, "ONRECORD_DASK_ADDRESS is not set"),
        ({"ONRECORD_DOCUMENT_SECONDS": "soon"}, "ONRECORD_DOCUMENT_SECONDS is 'soon'"),
        ({"ONRECORD_DOCUMENT_SECONDS": "nan"}, "ONRECORD_DOCUMENT_SECONDS is 'nan'"),
        ({"ONRECORD_DOCUMENT_SECONDS": "0"}, "ONRECORD_DOCUMENT_SECONDS is '0'"),
    ],
)
def test_a_wrong_setting_is_named(given: dict[str, str], message: str) -> None:
    with pytest.raises(BadSetting, match=message.replace("²", ".")) as error:
        read_settings(given)
    assert "\n" not in str(error.value)
