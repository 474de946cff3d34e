import CPosix
import PharosCLI

cposix_set_heap_size(8 << 20)
Pharos.main()
