/** The settle log of a lane: what is done with, remembered across restarts and power cuts. */
@NullMarked
package io.groundwatch.checkpoint;

import org.jspecify.annotations.NullMarked;
