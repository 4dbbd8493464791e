package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DimensionPlaceholdersTest {
  private static final Map<String, String> KNOWN = Map.of("host:id", "a1", "env:SITE", "$1\\x");

  @Test
  void fillsInWhatIsKnownAloneOrWithinText() {
    assertThat(DimensionPlaceholders.fill("${host:id}", KNOWN)).contains("a1");
    assertThat(DimensionPlaceholders.fill("web-${host:id}.${env:SITE}", KNOWN))
        .contains("web-a1.$1\\x");
    assertThat(DimensionPlaceholders.fill("plain", Map.of())).contains("plain");
  }

  @Test
  void aValueWithOneUnknownPlaceholderIsNotFilledIn() {
    assertThat(DimensionPlaceholders.fill("${host:id}-${host:name}", KNOWN)).isEmpty();
  }

  @Test
  void whatOnlyLooksLikeAPlaceholderIsText() {
    assertThat(DimensionPlaceholders.fill("/mnt/${x}/${", KNOWN)).contains("/mnt/${x}/${");
    assertThat(DimensionPlaceholders.in("${x}")).isEmpty();
  }

  @Test
  void onlySomeTellHostsApart() {
    assertThat(DimensionPlaceholders.tellsHostsApart("${aws:InstanceId}")).isTrue();
    assertThat(DimensionPlaceholders.tellsHostsApart("p-${container:pod}")).isTrue();
    assertThat(DimensionPlaceholders.tellsHostsApart("${aws:ImageId}")).isFalse();
    assertThat(DimensionPlaceholders.tellsHostsApart("web")).isFalse();
  }

  @Test
  void aPlaceholderThatThereIsNotIsSaidAndLeftOut() throws ConfigException {
    String json =
        """
        { "metrics": {
          "append_dimensions": { "a": "${aws:InstanceID}", "b": "${host:name}", "c": "${env:X}" },
          "metrics_collected": { "mem": { "measurement": ["used"] } } } }
        """;
    assertThat(Documents.warnings(json))
        .containsExactly(
            "c.json:2:31 /metrics/append_dimensions/a: warning: no such placeholder, and the"
                + " dimension is left out: ${aws:InstanceID} (did you mean \"aws:InstanceId\"?)");
    assertThat(Documents.load(json).config().metrics().orElseThrow().appendDimensions())
        .containsOnlyKeys("b", "c");
  }
}
