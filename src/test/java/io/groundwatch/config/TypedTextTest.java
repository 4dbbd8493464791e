package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link DurationText} and {@link SizeText}. */
class TypedTextTest {

  @ParameterizedTest
  @CsvSource({"250ms,PT0.25S", "30s,PT30S", "5m,PT5M", "2h,PT2H", "14d,PT336H", "' 1 s ',PT1S"})
  void readsADuration(String text, Duration duration) {
    assertThat(DurationText.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s", "10", "1.5s", "-1s", "0s", "1w", "1 s 2", "3651d", "9999999999999s"})
  void refusesWhatIsNoDurationOrOutOfRange(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @Test
  void refusesSecondsOutOfRange() {
    assertThat(DurationText.ofSeconds(0)).isEmpty();
    assertThat(DurationText.ofSeconds(-1)).isEmpty();
    assertThat(DurationText.ofSeconds(Long.MAX_VALUE)).isEmpty();
    assertThat(DurationText.ofSeconds(1)).contains(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    "0B,0",
    "64KiB,65536",
    "512MiB,536870912",
    "1GiB,1073741824",
    "2TiB,2199023255552",
    "5KB,5000",
    "10MB,10000000",
    "1gb,1000000000",
    "' 3 mib ',3145728"
  })
  void readsASize(String text, long bytes) {
    assertThat(SizeText.parse(text)).hasValue(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "MiB", "1.5MiB", "-1B", "1MBit", "1XB", "9223372036854775TiB"})
  void refusesWhatIsNoSize(String text) {
    assertThat(SizeText.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,0B", "1023,1023B", "1024,1KiB", "1536,1536B", "1048576,1MiB", "16777216,16MiB"})
  void showsASizeInTheLargestUnitThatIsWhole(long bytes, String shown) {
    assertThat(SizeText.show(bytes)).isEqualTo(shown);
  }
}
