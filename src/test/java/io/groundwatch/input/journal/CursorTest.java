package io.groundwatch.input.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CursorTest {
  private static Cursor cursor(String text) {
    return Cursor.parse(text).orElseThrow();
  }

  @Test
  void readsWhatSystemdWritesAndNothingElse() {
    assertThat(Cursor.parse("s=b4;i=1f;b=4a;m=f4240;t=60a24181e4000;x=8d4c")).isPresent();
    assertThat(Cursor.parse("s=b4;i=1f;new=1")).isEmpty();
    for (String none : List.of("", "s=", "s=1;", "--rotate", "s=1 i=2", "head")) {
      assertThat(Cursor.parse(none)).as(none).isEmpty();
    }
  }

  @Test
  void anEntryIsTheSameByItsNumber() {
    Cursor one = cursor("s=a;i=1;b=1;m=5;t=5;x=5");
    assertThat(one.sameEntry(cursor("s=a;i=1;b=1;m=5;t=5;x=5;n=1"))).isTrue();
    assertThat(one.sameEntry(cursor("s=a;i=2;b=1;m=5;t=5;x=5"))).isFalse();
  }

  @Test
  void anEntryThatWasMovedIsTheSameByAllElse() {
    Cursor one = cursor("s=a;i=1;b=1;m=5;t=5;x=5");
    assertThat(one.sameEntry(cursor("s=b;i=9;b=1;m=5;t=5;x=5"))).isTrue();
    assertThat(one.sameEntry(cursor("s=b;i=1;b=1;m=5;t=5;x=6"))).isFalse();
  }

  @Test
  void knowsTheNextInTheSameSequence() {
    assertThat(cursor("s=a;i=f").justBefore(cursor("s=a;i=10"))).isTrue();
    assertThat(cursor("s=a;i=f").justBefore(cursor("s=a;i=11"))).isFalse();
    assertThat(cursor("s=a;i=f").justBefore(cursor("s=b;i=10"))).isFalse();
  }

  @Test
  void tellsItsTime() {
    assertThat(cursor("s=b4;t=60a24181e4000").realtimeMicros()).isEqualTo(1_700_000_000_000_000L);
    assertThat(cursor("s=b4").realtimeMicros()).isZero();
  }
}
