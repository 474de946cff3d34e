import PharosCLI

Pharos.main()
