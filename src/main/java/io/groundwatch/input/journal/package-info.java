/** Follows the journal of systemd: journalctl's output, cursors, records. */
@NullMarked
package io.groundwatch.input.journal;

import org.jspecify.annotations.NullMarked;
