package io.groundwatch.pipeline;

import java.io.IOException;

class FakeBufferTest extends BufferContract {
  @Override
  protected Buffer open(long maxBytes) {
    return new FakeBuffer(maxBytes);
  }

  @Override
  protected Buffer reopen(Buffer buffer, long settledSequence) throws IOException {
    buffer.close();
    return ((FakeBuffer) buffer).reopen(settledSequence);
  }
}
