package io.groundwatch.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchIdTest {
  @Test
  void whatWasPutBackIsKnownByItsId() {
    BatchId id = BatchId.ofPutBack(-1, 5);
    assertThat(id.isPutBack()).isTrue();
    assertThat(id).hasToString("dead1e77e2ffffff0000000000000005");
    assertThat(BatchId.ofPutBack(0, 5)).hasToString("dead1e77e20000000000000000000005");
  }

  @Test
  void otherIdsAreNot() {
    assertThat(new BatchId(0, 0).isPutBack()).isFalse();
    assertThat(new BatchId(-1, -1).isPutBack()).isFalse();
    assertThat(new BatchId(0xdead1e77e1ffffffL, 0).isPutBack()).isFalse();
  }
}
