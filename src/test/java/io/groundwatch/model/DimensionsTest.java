package io.groundwatch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DimensionsTest {
  @Test
  void areSortedByNameHoweverTheyWereGiven() {
    Dimensions dimensions = Dimensions.NONE.with("path", "/").with("device", "sda").with("z", "1");
    assertThat(dimensions.entries().keySet()).containsExactly("device", "path", "z");
    assertThat(dimensions)
        .isEqualTo(Dimensions.NONE.with(Map.of("z", "1", "path", "/", "device", "sda")));
  }

  @Test
  void oneMoreReplacesOneOfTheSameName() {
    Dimensions host = Dimensions.NONE.with("host", "a");
    assertThat(host.with("host", "b").entries()).isEqualTo(Map.of("host", "b"));
    assertThat(host.with(Map.of("host", "c")).entries()).isEqualTo(Map.of("host", "c"));
    assertThat(host.entries()).as("the first stays as it was").isEqualTo(Map.of("host", "a"));
  }

  @Test
  void cannotBeChangedFromOutside() {
    Map<String, String> given = new HashMap<>(Map.of("host", "a"));
    Dimensions dimensions = new Dimensions(given);
    given.put("host", "b");
    assertThat(dimensions.entries()).isEqualTo(Map.of("host", "a"));
    assertThatThrownBy(() -> dimensions.entries().put("x", "y"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
