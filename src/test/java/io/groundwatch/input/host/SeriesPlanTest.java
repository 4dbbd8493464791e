package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeriesPlanTest {
  private static final Dimensions BASE = new Dimensions(Map.of("host", "h", "site", "s"));
  private static final Map<String, FieldValue<Double>> FIELDS =
      Map.of("used", FieldValue.computed(value -> value), "free", FieldValue.computed(v -> v));

  private final Samples out = new Samples();

  @Test
  void publishesEachNumberOnceMoreUnderEachSetThatItHasAndOthersBeside() {
    emit(
        HostInputs.rolledUp(
            HostInputs.of("disk", "used"),
            List.of(
                Set.of("path"),
                Set.of("site", "path"),
                Set.of(),
                Set.of("other"),
                Set.of("host", "site", "path")),
            Set.of()));
    assertThat(out.all())
        .extracting(sample -> sample.series().dimensions().entries())
        .containsExactly(
            Map.of("host", "h", "site", "s", "path", "/"),
            Map.of("path", "/"),
            Map.of("site", "s", "path", "/"),
            Map.of());
    assertThat(out.names()).containsOnly("disk_used");
    assertThat(out.all()).allMatch(sample -> sample.value() == 7);
  }

  @Test
  void dropsTheOriginalOfWhatIsNamedAlone() {
    emit(
        HostInputs.rolledUp(
            HostInputs.of("disk", "used", "free"), List.of(Set.of("path")), Set.of("used")));
    assertThat(out.all())
        .extracting(sample -> sample.series().name(), s -> s.series().dimensions().entries().size())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("disk_used", 1),
            org.assertj.core.groups.Tuple.tuple("disk_free", 3),
            org.assertj.core.groups.Tuple.tuple("disk_free", 1));
  }

  private void emit(HostInputConfig config) {
    new SeriesPlan<>("n", BASE, config, FIELDS)
        .group(Map.of("path", "/"))
        .emit(7.0, SampleTimes.at(1), out);
  }
}
