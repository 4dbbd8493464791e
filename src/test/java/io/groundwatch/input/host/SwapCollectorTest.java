package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SwapCollectorTest {
  private final Samples out = new Samples();

  @Test
  void publishesEveryField() throws IOException {
    collect(new SwapReading(200, 50));
    assertThat(out.all()).hasSize(3);
    assertThat(out.value("swap_free")).isEqualTo(150);
    assertThat(out.value("swap_used")).isEqualTo(50);
    assertThat(out.value("swap_used_percent")).isEqualTo(25.0);
  }

  @Test
  void aHostWithoutSwapHasZeros() throws IOException {
    collect(new SwapReading(0, 0));
    assertThat(out.all()).hasSize(3).allMatch(s -> s.value() == 0);
  }

  private void collect(SwapReading reading) throws IOException {
    SwapCollector.of(
            HostInputs.everythingOf("swap"), HostInputs.NAMESPACE, HostInputs.BASE, () -> reading)
        .collect(1000, out);
  }
}
