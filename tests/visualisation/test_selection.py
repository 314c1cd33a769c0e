"""Hold a page to what a browser opens, and tell what it leaves out."""

from __future__ import annotations

from crowd import make_crowd

from graphkit.visualisation.payload import payload
from graphkit.visualisation.scene import compose
from graphkit.visualisation.selection import fit


class TestFit:
    def test_what_fits_stays_as_it_is(self) -> None:
        scene = compose(make_crowd(200).store)
        assert fit(scene) is scene

    def test_what_is_contested_stays_first_and_with_all_its_voices(self) -> None:
        scene = compose(make_crowd(400).store)
        small = fit(scene, most=150)
        assert 100 < len(small.links) <= 150
        contested = {key for key, node in scene.nodes.items() if node.state == "contested"}
        kept = {link.target for link in small.links}
        assert contested <= kept
        for key in kept:
            voices = [link for link in scene.links if link.target == key]
            assert [link for link in small.links if link.target == key] == voices

    def test_nothing_that_is_left_refers_to_what_is_not(self) -> None:
        scene = compose(make_crowd(400).store)
        small = fit(scene, most=150)
        assert {end for link in small.links for end in (link.source, link.target)} == set(small.nodes)
        assert all(not claim.outer or claim.outer in small.claims for claim in small.claims.values())
        documents = {article.iri for article in small.articles}
        assert {link.document for link in small.links} <= documents
        assert payload(small, title="x", texts={})["links"]["rows"]
