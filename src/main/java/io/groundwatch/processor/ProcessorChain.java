package io.groundwatch.processor;

import io.groundwatch.pipeline.EventDraft;
import io.groundwatch.pipeline.Processor;
import java.util.List;

/** Processors in their order. What one holds back, those after it do not see. */
final class ProcessorChain implements Processor {
  private final Processor[] processors;

  ProcessorChain(List<Processor> processors) {
    this.processors = processors.toArray(Processor[]::new);
  }

  @Override
  public boolean process(EventDraft event) {
    for (Processor processor : processors) {
      if (!processor.process(event)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void idle() {
    for (Processor processor : processors) {
      processor.idle();
    }
  }

  @Override
  public void finish() {
    for (Processor processor : processors) {
      processor.finish();
    }
  }
}
