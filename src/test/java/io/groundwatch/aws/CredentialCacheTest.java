package io.groundwatch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.runtime.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CredentialCacheTest {
  private final FakeTime time = new FakeTime();
  private int asked;
  private boolean failing;

  @Test
  void asksAgainOnlyShortlyBeforeTheyExpire() throws IOException {
    CredentialCache cache = cache(Optional.of(Duration.ofHours(1)));
    assertThat(cache.now()).isEmpty();
    assertThat(cache.current().accessKeyId()).isEqualTo("k1");
    time.advance(Duration.ofMinutes(54));
    assertThat(cache.now()).isPresent();
    assertThat(cache.current().accessKeyId()).isEqualTo("k1");
    time.advance(Duration.ofMinutes(2));
    assertThat(cache.now()).isEmpty();
    assertThat(cache.current().accessKeyId()).isEqualTo("k2");
  }

  @Test
  void usesTheOldOnesWhileNewOnesCannotBeHadAndTheyHold() throws IOException {
    CredentialCache cache = cache(Optional.of(Duration.ofHours(1)));
    cache.current();
    time.advance(Duration.ofMinutes(57));
    failing = true;
    assertThat(cache.current().accessKeyId()).isEqualTo("k1");
    assertThat(cache.now()).as("it is not asked again at once").isPresent();
    time.advance(Duration.ofMinutes(4));
    assertThatThrownBy(cache::current).hasMessage("no answer");
    failing = false;
    assertThat(cache.current().accessKeyId()).isEqualTo("k2");
  }

  @Test
  void doesNotAskForEachRequestWhereTheyLiveShortly() throws IOException {
    CredentialCache cache = cache(Optional.of(Duration.ofMinutes(2)));
    cache.current();
    assertThat(cache.now()).isPresent();
    time.advance(Duration.ofSeconds(31));
    assertThat(cache.now()).isEmpty();
    assertThat(cache.current().accessKeyId()).isEqualTo("k2");
  }

  @Test
  void looksForChangedKeysNowAndThen() throws IOException {
    CredentialCache cache = cache(Optional.empty());
    cache.current();
    time.advance(Duration.ofMinutes(9));
    assertThat(cache.now()).isPresent();
    time.advance(Duration.ofMinutes(2));
    assertThat(cache.current().accessKeyId()).isEqualTo("k2");
  }

  @Test
  void asksAnewAfterARefusal() throws IOException {
    CredentialCache cache = cache(Optional.empty());
    cache.current();
    cache.forget();
    assertThat(cache.now()).isEmpty();
    assertThat(cache.current().accessKeyId()).isEqualTo("k2");
  }

  private CredentialCache cache(Optional<Duration> life) {
    return new CredentialCache(
        () -> {
          if (failing) {
            throw new IOException("no answer");
          }
          asked++;
          OptionalLong expires =
              life.isPresent()
                  ? OptionalLong.of(time.wallNanos() + life.get().toNanos())
                  : OptionalLong.empty();
          return Optional.of(new AwsCredentials("k" + asked, "s", Optional.empty(), expires));
        },
        time);
  }
}
