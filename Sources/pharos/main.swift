import CPosix
import PharosCLI

cposix_set_heap_size(1 << 20)
Pharos.main()
