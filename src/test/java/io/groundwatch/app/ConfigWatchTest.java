package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigWatchTest {
  private String files = "a";
  private final ConfigWatch watch = new ConfigWatch(() -> files);

  @Test
  void saysNothingWhileNothingChanges() {
    assertThat(watch.changed()).isFalse();
    assertThat(watch.changed()).isFalse();
  }

  @Test
  void waitsUntilAChangeIsOver() {
    files = "half of b";
    assertThat(watch.changed()).isFalse();
    files = "b";
    assertThat(watch.changed()).isFalse();
    assertThat(watch.changed()).isTrue();
  }

  @Test
  void aConfigurationThatWasReadIsNotReadAgain() {
    files = "b";
    watch.reading();

    assertThat(watch.changed()).isFalse();
    files = "a";
    watch.changed();
    assertThat(watch.changed()).isTrue();
  }
}
