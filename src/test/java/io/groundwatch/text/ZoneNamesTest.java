package io.groundwatch.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneNamesTest {
  @Test
  void readsTheSettingOfTheConfiguration() {
    assertThat(ZoneNames.zone("UTC")).isEqualTo(ZoneOffset.UTC);
    assertThat(ZoneNames.zone("LOCAL")).isEqualTo(ZoneId.systemDefault());
    assertThat(ZoneNames.zone("Local")).isEqualTo(ZoneId.systemDefault());
    assertThat(ZoneNames.zone("Europe/Berlin")).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(ZoneNames.zone("+02:00")).isEqualTo(ZoneOffset.ofHours(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Berlin", "Europe/Nowhere", "CST", "*"})
  void refusesWhatIsNoZone(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZoneNames.zone(name))
        .withMessage(
            "timezone: " + name + " (expected: UTC, LOCAL or a zone such as Europe/Berlin)");
  }

  @ParameterizedTest
  @CsvSource({
    "CST, America/Chicago, -06:00",
    "CST, Asia/Shanghai, +08:00",
    "CST, Europe/Berlin,",
    "IST, Asia/Kolkata, +05:30",
    "IST, Asia/Jerusalem, +02:00",
    "IST, UTC,",
    "EST, Asia/Shanghai, -05:00",
    "est, UTC,"
  })
  void anAmbiguousAbbreviationIsTheConfiguredZonesOrNone(String name, String zone, String offset) {
    assertThat(new ZoneNames(ZoneId.of(zone)).meant(name))
        .isEqualTo(offset == null ? null : ZoneOffset.of(offset));
  }
}
