import { main } from './agent';

main().then(
  () => console.log('done'),
  (error: Error) => {
    console.error(error.stack);
    process.exitCode = 1;
  },
);
