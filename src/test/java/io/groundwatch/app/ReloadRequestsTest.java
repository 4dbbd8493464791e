package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import org.junit.jupiter.api.Test;

class ReloadRequestsTest {
  private static final int ROUNDS = 20_000;

  private final ReloadRequests requests = new ReloadRequests();

  @Test
  void requestsThatCameTogetherAreOne() throws InterruptedException {
    requests.ask();
    requests.ask();
    assertThat(requests.await(Duration.ZERO)).isTrue();
    assertThat(requests.await(Duration.ZERO)).isFalse();
  }

  @Test
  void oneThatComesAsAWaitEndsIsServedByTheNext() throws InterruptedException {
    Phaser round = new Phaser(2);
    CountDownLatch over = new CountDownLatch(1);
    Thread asker =
        new Thread(
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                round.arriveAndAwaitAdvance();
                requests.ask();
                round.arriveAndAwaitAdvance();
              }
              over.countDown();
            },
            "asker");
    asker.start();
    int lost = 0;
    for (int i = 0; i < ROUNDS; i++) {
      round.arriveAndAwaitAdvance();
      boolean served = requests.await(Duration.ofNanos(i % 1000));
      round.arriveAndAwaitAdvance();
      lost += served || requests.await(Duration.ZERO) ? 0 : 1;
    }
    over.await();
    assertThat(lost).as("requests that nobody served, of %d", ROUNDS).isZero();
  }
}
