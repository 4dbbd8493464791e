package io.groundwatch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecordRangeTest {
  @Test
  void halvesShareNothingAndLeaveNothingOut() {
    for (int from = 0; from < 5; from++) {
      for (int size = 2; size < 20; size++) {
        RecordRange whole = new RecordRange(from, from + size);
        RecordRange first = whole.firstHalf();
        RecordRange second = whole.secondHalf();
        assertThat(first.from()).isEqualTo(whole.from());
        assertThat(second.from()).isEqualTo(first.to());
        assertThat(second.to()).isEqualTo(whole.to());
        assertThat(second.size()).isPositive();
        assertThat(first.size() - second.size()).isBetween(0, 1);
      }
    }
  }

  @Test
  void refusesARangeThatRunsBackwards() {
    assertThatThrownBy(() -> new RecordRange(3, 2))
        .hasMessage("range: [3, 2) (expected: 0 <= from <= to)");
    assertThatThrownBy(() -> new RecordRange(-1, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new RecordRange(2, 2).size()).isZero();
  }
}
