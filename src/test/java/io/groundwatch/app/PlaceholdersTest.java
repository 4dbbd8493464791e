package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
  private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

  private final Placeholders placeholders = Placeholders.of("web1", NOW);

  @Test
  void fillsInAllThatItKnows() {
    assertThat(placeholders.fill("a-{hostname}-{local_hostname}-{instance_id}/{hostname}"))
        .isEqualTo("a-web1-web1-i-UNKNOWN/web1");
    assertThat(placeholders.fill("{date}"))
        .isEqualTo(LocalDate.ofInstant(NOW, ZoneId.systemDefault()).toString());
    assertThat(placeholders.fill("{ip_address}")).matches("[0-9a-fA-F.:]+(%.*)?");
  }

  @Test
  void leavesAllElseAsItIs() {
    assertThat(placeholders.fill("{unknown} {host name} hostname {"))
        .isEqualTo("{unknown} {host name} hostname {");
    assertThat(placeholders.fill("")).isEmpty();
  }
}
