package io.groundwatch.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class UnitTest {
  @Test
  void everyUnitIsFoundByItsLabelWhateverItsCase() {
    for (Unit unit : Unit.values()) {
      assertThat(Unit.ofLabel(unit.label())).contains(unit);
      assertThat(Unit.ofLabel(unit.label().toUpperCase(Locale.ROOT))).contains(unit);
    }
    assertThat(Unit.values()).as("CloudWatch's StandardUnit has 27").hasSize(27);
  }

  @Test
  void whatIsNoUnitIsNotFound() {
    assertThat(Unit.ofLabel("Bytes/Minute")).isEmpty();
    assertThat(Unit.ofLabel("")).isEmpty();
  }
}
