package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class WindowTest {
  private final Window window = new Window();

  @Test
  void sendsTheProbeFirstAndThenTheHead() {
    window.add(DeliveryTest.batch(1, 2));
    assertThat(current()).isSameAs(window.head());
    window.add(DeliveryTest.batch(2, 1));
    Delivery probe = current();
    assertThat(probe.batch().sequence()).isEqualTo(2);
    probe.delivered();
    assertThat(current()).isSameAs(window.head());
    current().delivered();
    assertThat(window.current()).as("all are through").isNull();
  }

  @Test
  void aHopelessHeadIsStuckUntilAProbeIsTaken() {
    window.add(DeliveryTest.batch(1, 1));
    window.head().split("400");
    assertThat(window.stuck(window.head())).isTrue();
    window.noteAccepted(window.head());
    assertThat(window.stuck(window.head())).as("its own word is no proof").isTrue();
    window.add(DeliveryTest.batch(2, 1));
    window.noteAccepted(current());
    assertThat(window.stuck(window.head())).isFalse();
  }

  @Test
  void trustEndsWithTheLastOfTheBatchesThatEarnedIt() {
    window.add(DeliveryTest.batch(1, 1));
    window.add(DeliveryTest.batch(2, 1));
    window.noteAccepted(current());
    assertThat(window.removeHead().batch().sequence()).isEqualTo(1);
    window.head().split("400");
    assertThat(window.stuck(window.head())).as("still trusted").isFalse();
    window.removeHead();
    assertThat(window.isEmpty()).isTrue();
    window.add(DeliveryTest.batch(3, 1));
    window.head().split("400");
    assertThat(window.stuck(window.head())).isTrue();
  }

  @Test
  void rewindStartsAgainWithTheHeadAlone() {
    window.add(DeliveryTest.batch(1, 2));
    window.head().split("400");
    window.head().split("400");
    window.add(DeliveryTest.batch(2, 1));
    window.add(DeliveryTest.batch(3, 1));
    window.noteAccepted(current());
    assertThat(window.rewind()).isEqualTo(2);
    assertThat(window.size()).isEqualTo(1);
    assertThat(current().batch().sequence()).isEqualTo(1);
    assertThat(current().next()).as("from its beginning").isEqualTo(current().batch().whole());
    assertThat(current().refusals()).isEmpty();
    current().split("400");
    current().split("400");
    current().split("400");
    assertThat(window.stuck(window.head())).as("trust is gone").isTrue();
  }

  private Delivery current() {
    return Objects.requireNonNull(window.current());
  }
}
