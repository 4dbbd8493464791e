package io.groundwatch.input.host;

/**
 * One unit of systemd.
 *
 * @param name such as nginx.service
 * @param state how it is, as systemd's ActiveState
 */
record UnitReading(String name, State state, Numbers numbers) implements Named {
  /** systemd's words, and the numbers that Telegraf's systemd_units gives them. */
  enum State {
    ACTIVE(0),
    RELOADING(1),
    INACTIVE(2),
    FAILED(3),
    ACTIVATING(4),
    DEACTIVATING(5),
    OTHER(6);

    private final int code;

    State(int code) {
      this.code = code;
    }

    /** The number that is published. */
    int code() {
      return code;
    }

    /** Whether the unit does its work. */
    boolean isActive() {
      return this == ACTIVE || this == RELOADING;
    }
  }
}
