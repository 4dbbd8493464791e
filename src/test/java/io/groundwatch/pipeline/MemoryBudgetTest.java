package io.groundwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private final MemoryBudget budget = new MemoryBudget(100);

  @Test
  void aLaneTakesNoMoreThanItLeavesFree() {
    MemoryBudget.Share lane = budget.share();
    assertThat(lane.tryReserve(51)).isFalse();
    assertThat(budget.free()).as("a refusal takes nothing").isEqualTo(100);
    assertThat(lane.tryReserve(50)).isTrue();
    assertThat(lane.hasRoom()).isFalse();
    assertThat(lane.tryReserve(1)).isFalse();
    lane.release(1);
    assertThat(lane.hasRoom()).isTrue();
    assertThat(lane.held()).isEqualTo(49);
  }

  @Test
  void saysWhetherThereIsPlentyAndWhetherItIsShort() {
    MemoryBudget.Share lane = budget.share();
    assertThat(lane.isPlenty()).isTrue();
    lane.reserve(50);
    assertThat(lane.isPlenty()).isFalse();
    assertThat(lane.isShort()).isFalse();
    budget.share().reserve(26);
    assertThat(lane.isShort()).isTrue();
  }

  @Test
  void deadLanesThatTakeAllTheyGetLeaveRoomToWork() {
    List<MemoryBudget.Share> dead = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      dead.add(budget.share());
    }
    for (int round = 0; round < 100; round++) {
      dead.forEach(lane -> lane.tryReserve(1));
    }
    assertThat(dead).extracting(MemoryBudget.Share::held).allMatch(held -> held == 20);
    MemoryBudget.Share alive = budget.share();
    for (int round = 0; round < 100; round++) {
      assertThat(alive.tryReserve(10)).isTrue();
      alive.release(10);
    }
  }

  @Test
  void whatWasTakenWithoutAskingIsPaidBackFirst() {
    MemoryBudget.Share lane = budget.share();
    lane.reserve(250);
    MemoryBudget.Share other = budget.share();
    lane.release(150);
    assertThat(other.hasRoom()).isFalse();
    assertThat(other.tryReserve(1)).isFalse();
    lane.release(100);
    assertThat(other.tryReserve(10)).isTrue();
    assertThat(budget.free()).isEqualTo(90);
  }
}
