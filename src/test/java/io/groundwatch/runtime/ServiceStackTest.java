package io.groundwatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceStackTest {
  private final List<String> closed = new ArrayList<>();
  private final ServiceStack services = new ServiceStack();

  @Test
  void closesLastFirstAndOnce() throws IOException {
    push("buffer");
    push("output");
    services.close();
    services.close();
    assertThat(closed).containsExactly("output", "buffer");
  }

  @Test
  void givesBackWhatWasPushed() {
    Closeable service = () -> {};
    assertThat(services.push(service)).isSameAs(service);
  }

  @Test
  void goesOnWhenOneRefusesAndThrowsTheFirstFailureWithTheOthers() {
    push("one");
    services.push(failing(new IOException("second")));
    push("two");
    services.push(failing(new IOException("first")));
    assertThatThrownBy(services::close)
        .hasMessage("first")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1))
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("second"));
    assertThat(closed).containsExactly("two", "one");
  }

  @Test
  void aBugInOneDoesNotLeaveTheOthersOpen() {
    push("one");
    IllegalStateException bug = new IllegalStateException("a bug");
    services.push(
        () -> {
          throw bug;
        });
    assertThatThrownBy(services::close).isInstanceOf(IOException.class).hasCause(bug);
    assertThat(closed).containsExactly("one");
  }

  private void push(String name) {
    services.push(() -> closed.add(name));
  }

  private static Closeable failing(IOException failure) {
    return () -> {
      throw failure;
    };
  }
}
