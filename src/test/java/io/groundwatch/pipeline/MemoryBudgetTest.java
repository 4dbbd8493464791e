package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private final MemoryBudget budget = new MemoryBudget(10);

  @Test
  void givesNoMoreThanThereIs() {
    assertThat(budget.tryReserve(10)).isTrue();
    assertThat(budget.tryReserve(1)).isFalse();
    budget.release(4);
    assertThat(budget.tryReserve(5)).isFalse();
    assertThat(budget.tryReserve(4)).isTrue();
  }

  @Test
  void aRefusalTakesNothing() {
    assertThat(budget.tryReserve(11)).isFalse();
    assertThat(budget.tryReserve(10)).isTrue();
  }

  @Test
  void whatWasTakenWithoutAskingIsPaidBackFirst() {
    budget.reserve(25);
    budget.release(15);
    assertThat(budget.tryReserve(1)).isFalse();
    budget.release(10);
    assertThat(budget.tryReserve(10)).isTrue();
  }
}
