package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.LogStreamConfig;
import io.groundwatch.model.LogOrigin;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FileOriginsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Path FILE = Path.of("/var/log/my app/a-1.log");

  private Map<String, String> host = Map.of();

  private FileOrigins of(LogStreamConfig config) {
    return new FileOrigins(config, () -> host, BERLIN);
  }

  private static LogStreamConfig perFile(Optional<String> group) {
    return new LogStreamConfig(group, "web1", true, Optional.empty(), Optional.empty(), Map.of());
  }

  private static long nanos(String instant) {
    return TimeUnit.SECONDS.toNanos(Instant.parse(instant).getEpochSecond());
  }

  @Test
  void allFilesShareAStream() {
    LogStreamConfig config =
        new LogStreamConfig(
            Optional.of("app"),
            "web1",
            false,
            Optional.empty(),
            Optional.empty(),
            Map.of("service.name", "shop"));

    assertThat(of(config).of(FILE))
        .isEqualTo(new LogOrigin("app", "web1", FILE.toString(), Map.of("service.name", "shop")));
  }

  @Test
  void eachFileHasAStreamOfItsOwnWhereAskedFor() {
    assertThat(of(perFile(Optional.of("app"))).of(FILE))
        .isEqualTo(new LogOrigin("app", "web1__var_log_my_app_a-1.log", FILE.toString()));
  }

  @Test
  void orAGroupOfItsOwnWhereNoneIsNamed() {
    assertThat(of(perFile(Optional.empty())).of(FILE))
        .isEqualTo(new LogOrigin("/var/log/my_app/a-1.log", "web1", FILE.toString()));
  }

  @Test
  void namesTheFile() {
    assertThat(of(LogStreamConfig.of("g-{file_name}", "{file_name}")).of(FILE))
        .isEqualTo(new LogOrigin("g-a-1.log", "a-1.log", FILE.toString()));
  }

  @Test
  void theDateRollsAtLocalMidnight() {
    FileOrigins origins = of(LogStreamConfig.of("g", "{date}"));

    int day = origins.version(nanos("2026-03-28T22:59:59Z"));
    assertThat(origins.of(FILE).stream()).isEqualTo("2026-03-28");
    assertThat(origins.version(nanos("2026-03-28T12:00:00Z"))).isEqualTo(day);

    // The day on which the clocks go forward has 23 hours.
    int next = origins.version(nanos("2026-03-28T23:00:00Z"));
    assertThat(next).isNotEqualTo(day);
    assertThat(origins.of(FILE).stream()).isEqualTo("2026-03-29");
    assertThat(origins.version(nanos("2026-03-29T21:59:59Z"))).isEqualTo(next);
    assertThat(origins.version(nanos("2026-03-29T22:00:00Z"))).isNotEqualTo(next);
    assertThat(origins.of(FILE).stream()).isEqualTo("2026-03-30");
  }

  @Test
  void theDateFollowsAClockThatIsSetBack() {
    FileOrigins origins = of(LogStreamConfig.of("{date}", "s"));
    int day = origins.version(nanos("2026-03-29T12:00:00Z"));

    assertThat(origins.version(nanos("2026-03-01T12:00:00Z"))).isNotEqualTo(day);
    assertThat(origins.of(FILE).group()).isEqualTo("2026-03-01");
  }

  @Test
  void namesWithoutADateNeverChange() {
    FileOrigins origins = of(LogStreamConfig.of("g", "s"));

    assertThat(origins.version(nanos("2026-03-29T12:00:00Z")))
        .isEqualTo(origins.version(nanos("2027-03-29T12:00:00Z")));
  }

  @Test
  void namesFollowWhatIsKnownOfTheHost() {
    host = Map.of("{instance_id}", "web1");
    FileOrigins origins = of(LogStreamConfig.of("g-{instance_id}", "{instance_id}/{file_name}"));
    int before = origins.version(0);
    assertThat(origins.of(FILE))
        .isEqualTo(new LogOrigin("g-web1", "web1/a-1.log", FILE.toString()));
    assertThat(origins.version(1)).isEqualTo(before);

    host = Map.of("{instance_id}", "i-1");
    assertThat(origins.version(2)).isNotEqualTo(before);
    assertThat(origins.of(FILE)).isEqualTo(new LogOrigin("g-i-1", "i-1/a-1.log", FILE.toString()));
  }
}
