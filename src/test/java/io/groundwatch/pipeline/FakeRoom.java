package io.groundwatch.pipeline;

/** Lanes that have room, or have not, as a test says. */
public final class FakeRoom implements LaneRoom {
  private boolean everywhere = true;
  private boolean somewhere = true;

  /** In all of them, or in none. */
  public void setRoom(boolean room) {
    everywhere = room;
    somewhere = room;
  }

  /** In some of them alone. */
  public void setOnlySomewhere() {
    everywhere = false;
    somewhere = true;
  }

  @Override
  public boolean everywhere() {
    return everywhere;
  }

  @Override
  public boolean somewhere() {
    return somewhere;
  }
}
