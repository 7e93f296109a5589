import { openStore } from '../store';
import { describeStore } from '../store-contract';
import { temporaryFiles } from './testing/temporary';

const newFile = temporaryFiles();

describeStore('sqlite', () => openStore(`file:${newFile()}`));
