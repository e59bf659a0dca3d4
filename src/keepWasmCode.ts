/**
 * Imported for what it does: WebAssembly code that is no longer used is kept until its module goes.
 *
 * V8 13.6 (Node 24, to 24.21 at least) can free the same import wrapper twice when it collects such code, and ends the
 * process with «Check failed: jit_page_->allocations_.erase(addr) == 1» (nodejs/node#66366, mended in V8 9b8ca54d5a).
 * PGlite and HiGHS are WebAssembly: a server would go down, and one test run in ten did. What is kept is small, because a
 * module that goes takes all its code along. To be removed when the oldest Node of each line has the mend.
 */
import { setFlagsFromString } from "node:v8"

setFlagsFromString("--no-wasm-code-gc")
