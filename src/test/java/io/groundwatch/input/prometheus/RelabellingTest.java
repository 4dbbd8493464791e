package io.groundwatch.input.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.RelabelRule;
import io.groundwatch.config.RelabelRule.Action;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples are those of Prometheus's own tests, relabel_test.go. */
class RelabellingTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "a, f(.*), d, ch${1}-ch${1}, REPLACE, '{a=foo, b=bar, c=baz, d=choo-choo}'",
        "a;b, f(.*);(.*)r, a, b${1}${2}m, REPLACE, '{a=boobam, b=bar, c=baz}'",
        "a, .*(o).*, d, $1, REPLACE, '{a=foo, b=bar, c=baz, d=o}'",
        "a, no, d, $1, REPLACE, '{a=foo, b=bar, c=baz}'",
        "a, f(.*), b, '', REPLACE, '{a=foo, c=baz}'",
        "a, .*o.*, -, -, DROP, -",
        "a, .*x.*, -, -, DROP, '{a=foo, b=bar, c=baz}'",
        "a, .*x.*, -, -, KEEP, -",
        "a, f, -, -, KEEP, -",
        "a, .*o.*, -, -, KEEP, '{a=foo, b=bar, c=baz}'",
        "c, -, d, -, HASHMOD, '{a=foo, b=bar, c=baz, d=976}'",
        "-, (b.*), -, bar_${1}, LABELMAP, '{a=foo, b=bar, bar_b=bar, c=baz}'",
        "-, (b.*), -, -, LABELDROP, '{a=foo, c=baz}'",
        "-, (b.*), -, -, LABELKEEP, '{b=bar}'",
        "a, -, up, -, UPPERCASE, '{a=foo, b=bar, c=baz, up=FOO}'",
        "a, -, b, -, KEEPEQUAL, -",
        "a, -, b, -, DROPEQUAL, '{a=foo, b=bar, c=baz}'"
      })
  void changesLabelsAsPrometheusDoes(
      String sources,
      String regex,
      String target,
      String replacement,
      Action action,
      String after) {
    RelabelRule rule =
        new RelabelRule(
            sources == null ? List.of() : List.of(sources.split(";", -1)),
            ";",
            regex == null ? "(.*)" : regex,
            1000,
            target == null ? "" : target,
            replacement == null ? "$1" : replacement,
            action);
    Map<String, String> labels = new TreeMap<>(Map.of("a", "foo", "b", "bar", "c", "baz"));
    boolean kept = new Relabelling(List.of(rule)).apply(labels);
    assertThat(kept ? labels.toString() : null).isEqualTo(after);
  }
}
