package io.groundwatch.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads values as Prometheus writes them: a text may be a number, a duration is {@code 1m30s}. */
final class YamlValues {
  private static final int MAX_ELEMENTS = 100_000;

  /** prometheus.io, "Configuration": {@code <duration>}. */
  private static final Pattern DURATION =
      Pattern.compile(
          "(?:(\\d{1,4})y)?(?:(\\d{1,6})w)?(?:(\\d{1,6})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,12})ms)?");

  private static final long[] MILLIS = {
    31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1000L, 1L
  };

  private final Faults faults;

  YamlValues(Faults faults) {
    this.faults = faults;
  }

  Optional<String> text(ObjectReader object, String key) {
    return object.node(key).flatMap(this::text);
  }

  Optional<String> text(ConfigNode node) {
    if (node instanceof ConfigNode.StringNode string) {
      return Optional.of(string.text());
    }
    if (node instanceof ConfigNode.NumberNode number) {
      return Optional.of(number.text());
    }
    if (node instanceof ConfigNode.BooleanNode bool) {
      return Optional.of(Boolean.toString(bool.value()));
    }
    if (!(node instanceof ConfigNode.NullNode)) {
      faults.error(node.place(), node.kind() + " (expected: a text)");
    }
    return Optional.empty();
  }

  List<String> list(ObjectReader object, String key) {
    List<String> texts = new ArrayList<>();
    for (ConfigNode node : object.array(key, 0, MAX_ELEMENTS).orElse(List.of())) {
      text(node).ifPresent(texts::add);
    }
    return texts;
  }

  Map<String, String> texts(ObjectReader object, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    object
        .object(key)
        .ifPresent(
            map ->
                map.members()
                    .forEach(
                        (name, member) ->
                            text(member.value()).ifPresent(text -> texts.put(name, text))));
    return texts;
  }

  Optional<Duration> duration(ObjectReader object, String key) {
    return object.node(key).flatMap(this::duration);
  }

  private Optional<Duration> duration(ConfigNode node) {
    String text = text(node).orElse("");
    Matcher matcher = DURATION.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      faults.error(node.place(), Fault.quote(text) + " (expected: a duration, such as 30s)");
      return Optional.empty();
    }
    long millis = 0;
    for (int i = 0; i < MILLIS.length; i++) {
      String digits = matcher.group(i + 1);
      millis += digits == null ? 0 : MILLIS[i] * Long.parseLong(digits);
    }
    return Optional.of(Duration.ofMillis(millis));
  }
}
